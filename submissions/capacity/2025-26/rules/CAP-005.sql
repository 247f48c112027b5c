-- id: CAP-005
-- severity: hard
-- title: Children by placing authority are the children in the establishments
-- message: {about}: {value} children by placing authority, but {expected} filled places: a
--   difference of {difference}
-- guidance: Count every child once, under the authority that placed the child. Children
--   placed by others than authorities of England and Wales have no row: leave them out of
--   filled places too and say so to the department.
-- missing: filled places that are z count as none, so that children without a place are a
--   finding
-- from: 2023-04-01
-- to:
with placed as (
  select service, sum (children) as children from placements group by service
), filled as (
  select service, sum (filled_places) as places from establishments group by service
)
select 'placements' as part, 'children' as column, service as about,
  coalesce (placed.children, 0) as value, coalesce (filled.places, 0) as expected,
  coalesce (placed.children, 0) - coalesce (filled.places, 0) as difference
from placed full join filled using (service)
where coalesce (placed.children, 0) <> coalesce (filled.places, 0)
order by service
