-- id: ANN-008
-- severity: hard
-- title: Profit after tax is profit before tax less tax
-- message: {line}, {column}, is {value}, but profit before tax less tax come to {expected}:
--   a difference of {difference}
-- guidance: Correct the total or the lines it is made of.
-- missing: a line that is blank or z adds nothing; a total that is missing while its lines
--   are there is a finding
-- each: column of statement
-- from: 2023-04-01
-- to:
with due as (
  select column, sum (iif (line in (
    'tax'), -value, value)) as amount
  from statement
  where line in (
    'profit_before_tax',
    'tax')
  group by column
), given as (
  select column, value from statement where line = 'profit_after_tax'
)
select 'statement' as part, 'profit_after_tax' as row, column,
  given.value as value, coalesce (due.amount, 0) as expected,
  coalesce (given.value, 0) - coalesce (due.amount, 0) as difference
from given full join due using (column)
where abs (coalesce (given.value, 0) - coalesce (due.amount, 0)) > parameter ('rounding_tolerance')
