-- Keeps the detections of a run ($1) that reviewed slicks cover already.
insert into detection_overlap (run, slick, iou, outline, slick_class, machine_confidence, meta)
select $1, given.slick, given.iou, slick_outline(given.outline), given.class, given.confidence, given.meta::jsonb
from unnest($2, $3, $4, $5, $6, $7) given (slick, iou, outline, class, confidence, meta)
