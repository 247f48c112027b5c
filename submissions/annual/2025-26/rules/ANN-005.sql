-- id: ANN-005
-- severity: hard
-- title: Operating profit before exceptional items is EBITDA less depreciation and
--   amortisation
-- message: {line}, {column}, is {value}, but EBITDA less depreciation and amortisation come
--   to {expected}: a difference of {difference}
-- guidance: Correct the total or the lines it is made of.
-- missing: a line that is blank or z adds nothing; a total that is missing while its lines
--   are there is a finding
-- each: column of statement
-- from: 2023-04-01
-- to:
with due as (
  select column, sum (iif (line in (
    'depreciation',
    'amortisation_acquired',
    'amortisation_other'), -value, value)) as amount
  from statement
  where line in (
    'ebitda',
    'depreciation',
    'amortisation_acquired',
    'amortisation_other')
  group by column
), given as (
  select column, value from statement where line = 'operating_profit_before_exceptional'
)
select 'statement' as part, 'operating_profit_before_exceptional' as row, column,
  given.value as value, coalesce (due.amount, 0) as expected,
  coalesce (given.value, 0) - coalesce (due.amount, 0) as difference
from given full join due using (column)
where abs (coalesce (given.value, 0) - coalesce (due.amount, 0)) > parameter ('rounding_tolerance')
