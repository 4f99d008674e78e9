"""人口变动 in real windows."""
