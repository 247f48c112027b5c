-- id: CAP-004
-- severity: soft
-- title: No more weeks are available than the quarter holds
-- message: {value} weeks were available, but the registered places and the length of the
--   quarter allow {expected}: {difference} too many
-- guidance: Explain it if there were more places earlier in the quarter; otherwise correct
--   the weeks.
-- missing: places or weeks that are z (fostering agencies) are not compared
-- each: row of establishments
-- from: 2023-04-01
-- to:
with limits as (
  select row, available_child_weeks as weeks,
    registered_places * 10 * (days (period_end) - days (period_start) + 1) / 7 as most
  from establishments, filing
  where registered_places is not null and available_child_weeks is not null
)
select 'establishments' as part, row, 'available_child_weeks' as column,
  weeks as value, most as expected, weeks - most as difference
from limits
where weeks - most > parameter ('rounding_weeks')
