-- id: ANN-013
-- severity: hard
-- title: The borrowings part agrees with the statement
-- message: {line} is {value} in the statement, but the borrowings part has {expected} of
--   {about}: a difference of {difference}
-- guidance: List every facility in the borrowings part, or correct the statement. Drawn
--   amounts are split by when they fall due.
-- missing: a statement line that is blank or z counts as nothing, so that facilities
--   without a line are a finding
-- each: line of statement
-- from: 2023-04-01
-- to:
with facilities as (
  select case kind when 'lease' then 'leases' when 'shareholder_loan' then 'shareholder loans'
           else 'external borrowings' end as about,
    drawn, due_within_one_year
  from borrowings
), due (line, about, amount) as (
  select 'borrowings_within_one_year', 'external borrowings due within one year',
    (select sum (due_within_one_year) from facilities where about = 'external borrowings')
  union all
  select 'borrowings_after_one_year', 'external borrowings due after one year',
    (select sum (drawn - due_within_one_year) from facilities where about = 'external borrowings')
  union all
  select 'leases_within_one_year', 'leases due within one year',
    (select sum (due_within_one_year) from facilities where about = 'leases')
  union all
  select 'leases_after_one_year', 'leases due after one year',
    (select sum (drawn - due_within_one_year) from facilities where about = 'leases')
  union all
  select 'shareholder_loans', 'shareholder loans',
    (select sum (drawn) from facilities where about = 'shareholder loans')
)
select 'statement' as part, due.line as row, 'total' as column, due.about as about,
  given.value as value, coalesce (due.amount, 0) as expected,
  coalesce (given.value, 0) - coalesce (due.amount, 0) as difference
from due left join statement as given on given.line = due.line and given.column = 'total'
where abs (coalesce (given.value, 0) - coalesce (due.amount, 0)) > parameter ('rounding_tolerance')
