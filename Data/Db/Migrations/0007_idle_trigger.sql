-- Takes away what 0006 made idle: slick_state knows that a model's own NOT_OIL is no rejection, also when its run replaced an earlier one.
drop trigger before_insert_of_reprocess on slick;
drop function slick_of_reprocess_before_insert();
