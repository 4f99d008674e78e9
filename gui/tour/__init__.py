"""The tour: the whole main job, played in the real windows on a new store, with pictures and papers to look at."""
