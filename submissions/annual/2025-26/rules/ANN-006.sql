-- id: ANN-006
-- severity: hard
-- title: Operating profit is after exceptional items
-- message: {line}, {column}, is {value}, but operating profit before exceptional items less
--   those items come to {expected}: a difference of {difference}
-- guidance: Correct the total or the lines it is made of.
-- missing: a line that is blank or z adds nothing; a total that is missing while its lines
--   are there is a finding
-- each: column of statement
-- from: 2023-04-01
-- to:
with due as (
  select column, sum (iif (line in (
    'exceptional_items'), -value, value)) as amount
  from statement
  where line in (
    'operating_profit_before_exceptional',
    'exceptional_items')
  group by column
), given as (
  select column, value from statement where line = 'operating_profit'
)
select 'statement' as part, 'operating_profit' as row, column,
  given.value as value, coalesce (due.amount, 0) as expected,
  coalesce (given.value, 0) - coalesce (due.amount, 0) as difference
from given full join due using (column)
where abs (coalesce (given.value, 0) - coalesce (due.amount, 0)) > parameter ('rounding_tolerance')
