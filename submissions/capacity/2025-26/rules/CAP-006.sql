-- id: CAP-006
-- severity: soft
-- title: The price of a child-week is of a known order
-- message: fee income per occupied child-week is {value} ({about}), outside {expected}
-- guidance: Check that income is in pounds and weeks are weeks; then say what explains the
--   price.
-- missing: an establishment without occupied weeks, or of a service whose price is not
--   known, is not compared
-- each: row of establishments
-- from: 2023-04-01
-- to:
with prices as (
  select row, service, fee_income * 10 / occupied_child_weeks as price,
    case service
      when 'childrens_homes' then parameter ('week_price_minimum_childrens_homes')
      when 'fostering' then parameter ('week_price_minimum_fostering') end as least,
    case service
      when 'childrens_homes' then parameter ('week_price_maximum_childrens_homes')
      when 'fostering' then parameter ('week_price_maximum_fostering') end as most
  from establishments
  where occupied_child_weeks > 0 and fee_income is not null
)
select 'establishments' as part, row, 'fee_income' as column, service as about, price as value,
  'GBP ' || (least / 100) || ' to GBP ' || (most / 100) as expected
from prices
where price < least or price > most
