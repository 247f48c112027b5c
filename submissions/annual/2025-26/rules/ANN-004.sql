-- id: ANN-004
-- severity: hard
-- title: EBITDA is total income less operating costs
-- message: {line}, {column}, is {value}, but total income less operating costs come to
--   {expected}: a difference of {difference}
-- guidance: Correct the total or the lines it is made of.
-- missing: a line that is blank or z adds nothing; a total that is missing while its lines
--   are there is a finding
-- each: column of statement
-- from: 2023-04-01
-- to:
with due as (
  select column, sum (iif (line in (
    'staff_costs',
    'agency_staff_costs',
    'foster_carer_payments',
    'other_direct_costs',
    'rent_external',
    'rent_related_party',
    'management_charges_related_party',
    'other_charges_related_party',
    'central_costs'), -value, value)) as amount
  from statement
  where line in (
    'total_income',
    'staff_costs',
    'agency_staff_costs',
    'foster_carer_payments',
    'other_direct_costs',
    'rent_external',
    'rent_related_party',
    'management_charges_related_party',
    'other_charges_related_party',
    'central_costs')
  group by column
), given as (
  select column, value from statement where line = 'ebitda'
)
select 'statement' as part, 'ebitda' as row, column,
  given.value as value, coalesce (due.amount, 0) as expected,
  coalesce (given.value, 0) - coalesce (due.amount, 0) as difference
from given full join due using (column)
where abs (coalesce (given.value, 0) - coalesce (due.amount, 0)) > parameter ('rounding_tolerance')
