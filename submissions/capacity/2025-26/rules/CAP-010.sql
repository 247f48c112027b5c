-- id: CAP-010
-- severity: soft
-- title: An establishment of the last quarter is still there
-- message: the URN {value} was in the last capacity return and is not in this one
-- guidance: Say what became of it: closed, sold to whom, or registered under another
--   number.
-- missing: not run when there is no return for the quarter before
-- from: 2023-04-01
-- to:
select 'establishments' as part, before.urn as value, before.service as about
from prior_establishments as before
where before.urn not in (select urn from establishments)
order by before.urn
