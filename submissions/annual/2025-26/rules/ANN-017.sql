-- id: ANN-017
-- severity: hard
-- title: The accounts end in the year of the return
-- message: the accounts end on {value}; that day must be {expected}
-- guidance: Use the accounts that end within the financial year of the return, and give
--   their first and last day.
-- missing: dates are required and cannot be z, so there is nothing to be missing
-- from: 2023-04-01
-- to:
with dates as (
  select max (iif (line = 'period_start', value, null)) as first,
    max (iif (line = 'period_end', value, null)) as last
  from ownership
)
select 'ownership' as part, 'period_end' as row, 'value' as column, dates.last as value,
  iif (dates.last < dates.first, 'after their first day, ' || dates.first,
    'from ' || filing.period_start || ' to ' || filing.period_end) as expected
from dates, filing
where dates.last <= dates.first
  or dates.last < filing.period_start
  or dates.last > filing.period_end
