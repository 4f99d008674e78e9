CREATE INDEX resident_asked ON resident("state", "politics", "population", "sex", "birth", "house") WHERE version > 0;

CREATE INDEX estate_order ON estate(ordered_text("name"), ordered_text("phase"));

CREATE INDEX building_order ON building("estate", ordered_text("number"))
