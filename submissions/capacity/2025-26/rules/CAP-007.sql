-- id: CAP-007
-- severity: hard
-- title: Each establishment is on Ofsted's register
-- message: the URN {value} is not on Ofsted's register of {about}
-- guidance: Check the number on the certificate of registration. Leave out a home that closed
--   in the quarter.
-- missing: a URN is required, so there is nothing to be missing
-- each: row of establishments
-- from: 2023-04-01
-- to:
select 'establishments' as part, row, 'urn' as column, urn as value,
  (select as_at from register_list) as about
from establishments
where urn not in (select urn from register_establishments)
