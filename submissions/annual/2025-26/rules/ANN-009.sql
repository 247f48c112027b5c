-- id: ANN-009
-- severity: hard
-- title: Total assets are the sum of the assets
-- message: {line}, {column}, is {value}, but the assets come to {expected}: a difference of
--   {difference}
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
    'property',
    'other_fixed_assets',
    'goodwill_and_acquired_intangibles',
    'other_intangibles',
    'inventories',
    'receivables',
    'cash',
    'restricted_cash')
  group by column
), given as (
  select column, value from statement where line = 'total_assets'
)
select 'statement' as part, 'total_assets' as row, column,
  given.value as value, coalesce (due.amount, 0) as expected,
  coalesce (given.value, 0) - coalesce (due.amount, 0) as difference
from given full join due using (column)
where abs (coalesce (given.value, 0) - coalesce (due.amount, 0)) > parameter ('rounding_tolerance')
