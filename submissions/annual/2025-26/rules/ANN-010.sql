-- id: ANN-010
-- severity: hard
-- title: Total liabilities are the sum of the liabilities
-- message: {line}, {column}, is {value}, but the liabilities come to {expected}: a
--   difference of {difference}
-- guidance: Correct the total or the lines it is made of.
-- missing: a line that is blank or z adds nothing; a total that is missing while its lines
--   are there is a finding
-- each: column of statement
-- from: 2023-04-01
-- to:
with due as (
  select column, sum (value) as amount
  from statement
  where line in (
    'payables',
    'borrowings_within_one_year',
    'borrowings_after_one_year',
    'leases_within_one_year',
    'leases_after_one_year',
    'shareholder_loans',
    'provisions')
  group by column
), given as (
  select column, value from statement where line = 'total_liabilities'
)
select 'statement' as part, 'total_liabilities' as row, column,
  given.value as value, coalesce (due.amount, 0) as expected,
  coalesce (given.value, 0) - coalesce (due.amount, 0) as difference
from given full join due using (column)
where abs (coalesce (given.value, 0) - coalesce (due.amount, 0)) > parameter ('rounding_tolerance')
