-- id: CAP-002
-- severity: hard
-- title: No more posts are vacant than there are
-- message: {value} posts are vacant, but there are only {expected}: {difference} too many
-- guidance: Count established posts whether filled or not, full-time equivalent.
-- missing: posts that are z count as none, so that a vacancy without posts is a finding
-- each: row of establishments
-- from: 2023-04-01
-- to:
select 'establishments' as part, row, 'staff_vacancies' as column,
  staff_vacancies as value, coalesce (staff_posts, 0) as expected,
  staff_vacancies - coalesce (staff_posts, 0) as difference
from establishments
where coalesce (staff_vacancies, 0) > coalesce (staff_posts, 0)
