-- id: ANN-001
-- severity: hard
-- title: The activities add up to the total
-- message: {line}: the total is {value}, but the activities come to {expected}: a
--   difference of {difference}
-- guidance: Correct the total, or the activities: every pound and every week belongs to one
--   of them, if only to "other".
-- missing: an activity that is blank or z adds nothing; a total that is missing while
--   activities are there is a finding
-- each: line of statement
-- from: 2023-04-01
-- to:
with figures as (
  select line, column, value
  from statement
  where line in (
    'fee_income',
    'other_income',
    'total_income',
    'staff_costs',
    'agency_staff_costs',
    'foster_carer_payments',
    'other_direct_costs',
    'rent_external',
    'rent_related_party',
    'management_charges_related_party',
    'other_charges_related_party',
    'central_costs',
    'ebitda',
    'depreciation',
    'amortisation_acquired',
    'amortisation_other',
    'operating_profit_before_exceptional',
    'exceptional_items',
    'operating_profit')
), activities as (
  select line, sum (value) as amount from figures where column <> 'total' group by line
), totals as (
  select line, value from figures where column = 'total'
)
select 'statement' as part, line as row, 'total' as column,
  totals.value as value, coalesce (activities.amount, 0) as expected,
  coalesce (totals.value, 0) - coalesce (activities.amount, 0) as difference
from totals full join activities using (line)
where abs (coalesce (totals.value, 0) - coalesce (activities.amount, 0)) > parameter ('rounding_tolerance')
