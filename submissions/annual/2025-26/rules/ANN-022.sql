-- id: ANN-022
-- severity: soft
-- title: Fee income agrees with the four quarterly capacity returns
-- message: fee income of {column} is {value}, but the four capacity returns of the year
--   come to {expected}: a difference of {difference}
-- guidance: Say why, for example income of homes that were sold, or credit notes after the
--   quarter.
-- missing: not run until all four quarters are filed; only where the accounts are for the
--   financial year itself
-- each: column of statement
-- from: 2023-04-01
-- to:
with quarters as (
  select service, fee_income from capacity_q1_establishments
  union all select service, fee_income from capacity_q2_establishments
  union all select service, fee_income from capacity_q3_establishments
  union all select service, fee_income from capacity_q4_establishments
), due as (
  select service as column, sum (fee_income) as amount from quarters group by service
), given as (
  select column, value
  from statement
  where line = 'fee_income'
    and column in ('childrens_homes', 'fostering', 'supported_accommodation')
)
select 'statement' as part, 'fee_income' as row, column, given.value as value,
  coalesce (due.amount, 0) as expected,
  coalesce (given.value, 0) - coalesce (due.amount, 0) as difference
from given full join due using (column)
where abs (coalesce (given.value, 0) - coalesce (due.amount, 0)) > parameter ('rounding_tolerance')
  and abs (coalesce (given.value, 0) - coalesce (due.amount, 0)) * 100
    > abs (coalesce (due.amount, 0)) * parameter ('quarters_percent')
  and exists (
    select 1 from ownership, filing where line = 'period_start' and value = period_start)
  and exists (
    select 1 from ownership, filing where line = 'period_end' and value = period_end)
