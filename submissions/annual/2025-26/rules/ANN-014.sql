-- id: ANN-014
-- severity: hard
-- title: Undrawn facilities agree with the statement
-- message: {line} is {value} in the statement, but the borrowings part has {expected}: a
--   difference of {difference}
-- guidance: Correct the statement, or what is undrawn of each facility.
-- missing: a statement line that is z counts as nothing, so that undrawn facilities without
--   it are a finding
-- each: line of statement
-- from: 2023-04-01
-- to:
with due as (
  select coalesce (sum (undrawn_committed), 0) as amount from borrowings
), given as (
  select coalesce (sum (value), 0) as amount
  from statement
  where line = 'undrawn_committed_facilities' and column = 'total'
)
select 'statement' as part, 'undrawn_committed_facilities' as row, 'total' as column,
  given.amount as value, due.amount as expected, given.amount - due.amount as difference
from given, due
where abs (given.amount - due.amount) > parameter ('rounding_tolerance')
