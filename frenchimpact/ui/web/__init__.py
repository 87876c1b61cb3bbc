"""The living style guide; no business."""
