#!/usr/bin/env python3
"""Draws the image farm's thirty pictures. Needs Pillow (with WebP) and numpy; not part of the build.

usage: draw-farm-images.py FOLDER
"""
import sys
from pathlib import Path

import numpy as np
from PIL import Image


def mix(a, b, t):
    return np.asarray(a, float) + (np.asarray(b, float) - np.asarray(a, float)) * t[..., None]


def smooth(rng, w, h, cells):
    grid = (rng.random((cells, cells)) * 255).astype(np.uint8)
    return np.asarray(Image.fromarray(grid).resize((w, h), Image.BICUBIC), float) / 255


def ridge(rng, x, octaves=6):
    return sum(np.sin(x * 2.1 ** o * rng.uniform(2, 4) + rng.uniform(0, 7)) / 1.9 ** o for o in range(octaves))


def disc(rgb, x, y, cx, cy, r, colour, glow=0.0):
    d = np.hypot(x - cx, y - cy)
    if glow:
        rgb = mix(rgb, colour, np.exp(-np.maximum(d - r, 0) / glow) * 0.6)
    return np.where((d < r)[..., None], colour, rgb)


def mountains(rng, x, y, sky, ground):
    rgb = disc(mix(sky[0], sky[1], y), x, y, rng.uniform(0.2, 1.1), 0.35, 0.07, (255, 244, 214), 0.15)
    for layer in np.linspace(0, 1, 5):
        top = 0.38 + 0.5 * layer + 0.09 * (1 - layer * 0.6) * ridge(rng, x[0])
        rgb = np.where((y > top)[..., None], mix(sky[1], ground, np.full_like(y, 0.2 + 0.8 * layer)), rgb)
    return rgb


def sea(rng, x, y, sky, water):
    sun, line, high = rng.uniform(0.3, 1.1), rng.uniform(0.4, 0.7), rng.uniform(0.08, 0.25)
    rgb = disc(mix(sky[0], sky[1], (y / line).clip(0, 1)), x, y, sun, line - high, rng.uniform(0.06, 0.13), (255, 226, 150), 0.2)
    wave = np.sin(rng.uniform(90, 150) * np.sqrt(np.maximum(y - line, 0)) + 3 * np.sin(x * 14 + 40 * y))
    glint = np.exp(-((x - sun) / (0.08 + (y - line).clip(0) * 0.5)) ** 2) * (0.5 + 0.5 * wave)
    lower = mix(mix(sky[1], water, np.clip((y - line) * 3 + 0.3, 0, 1)), (255, 232, 170), glint * 0.8)
    return np.where((y > line)[..., None], lower, rgb)


def forest(rng, x, y, sky, ground):
    rgb = mix(sky[0], sky[1], y)
    for layer in range(4):
        base = 0.55 + 0.15 * layer
        for _ in range(16):
            cx, size = rng.uniform(-0.3, 1.7), rng.uniform(0.7, 1.1) * (0.22 + 0.08 * layer)
            up = (base + 0.1 - y) / size
            width = size * 0.32 * (1 - up) * (0.72 + 0.28 * ((up * 5) % 1 < 0.55))
            tree = (np.abs(x - cx) < width) & (up > 0) & (up < 1)
            rgb = np.where(tree[..., None], mix(sky[1], ground, np.full_like(y, 0.35 + 0.21 * layer)), rgb)
        rgb = np.where((y > base + 0.08)[..., None], mix(sky[1], ground, np.full_like(y, 0.35 + 0.21 * layer)), rgb)
    return rgb


def city(rng, x, y, sky, wall):
    rgb = disc(mix(sky[0], sky[1], y), x, y, 1.0, 0.22, 0.08, (250, 246, 225), 0.08)
    for layer in range(3):
        left = -0.3
        while left < 1.7:
            width, top = rng.uniform(0.06, 0.14), rng.uniform(0.3, 0.75) + 0.1 * layer
            inside = (x > left) & (x < left + width) & (y > top)
            lit = rng.random((60, 60))[np.minimum((y * 50).astype(int), 59), (x * 40).astype(int) % 60] > 0.7
            window = inside & lit & ((y * 50) % 1 < 0.6) & ((x * 40) % 1 < 0.6)
            rgb = np.where(inside[..., None], mix(sky[1], wall, np.full_like(y, 0.5 + 0.25 * layer)), rgb)
            rgb = np.where(window[..., None], (255, 214, 120), rgb)
            left += width
    return rgb


def space(rng, x, y, dark, planet):
    rgb = mix(dark[0], dark[1], smooth(rng, x.shape[1], x.shape[0], 6) ** 2)
    for _ in range(140):
        rgb = disc(rgb, x, y, rng.uniform(0, 1.4), rng.uniform(0, 1), rng.uniform(0.0008, 0.0035), (255, 250, 235))
    cx, cy, r = 0.75, 0.52, 0.27
    light = np.clip(1 - np.hypot(x - cx + 0.1, y - cy + 0.1) / (r * 1.45), 0, 1)
    bands = 0.5 + 0.5 * np.sin(y * 46 + 2 * ridge(rng, x[0], 4) * 0.4)
    body = mix((8, 8, 16), mix(planet[0], planet[1], bands), light)
    rgb = np.where((np.hypot(x - cx, y - cy) < r)[..., None], body, rgb)
    tilt = np.hypot((x - cx) * 0.62, ((y - cy) + 0.28 * (x - cx)) * 2.6)
    ring = (tilt > 0.22) & (tilt < 0.29) & ((np.hypot(x - cx, y - cy) > r) | (y - cy + 0.28 * (x - cx) > 0))
    return np.where(ring[..., None], mix(planet[1], (255, 255, 255), np.abs(np.sin(tilt * 260)) * 0.5), rgb)


def fractal(rng, x, y, palette, c):
    z = (x - 0.7) * 2.6 + 1j * (y - 0.5) * 2.6
    k = z * 0.95 - 0.55 if c is None else np.full_like(z, c)
    z = np.zeros_like(z) if c is None else z
    n = np.zeros(x.shape)
    for _ in range(90):
        live = np.abs(z) < 8
        z = np.where(live, z * z + k, z)
        n += live
    t = np.where(n >= 90, 0, np.sqrt((n - np.log2(np.log2(np.abs(z) + 2))) / 90).clip(0, 1))
    return np.where((t < 0.5)[..., None], mix(palette[0], palette[1], t * 2), mix(palette[1], palette[2], t * 2 - 1))


def glass(rng, x, y, warm, cool):
    points = rng.random((46, 2)) * (1.4, 1)
    d = np.stack([np.hypot(x - px, y - py) for px, py in points])
    near = np.sort(d, axis=0)[:2]
    tint = rng.random(46)[d.argmin(axis=0)]
    return mix(mix(warm, cool, tint), (18, 16, 24), (near[1] - near[0] < 0.012) * 1.0) * (1.08 - 0.9 * near[0])[..., None]


def flower(rng, x, y, back, petal):
    cx, cy, count = rng.uniform(0.55, 0.85), rng.uniform(0.42, 0.58), rng.integers(5, 12)
    r, a = np.hypot(x - cx, y - cy), np.arctan2(y - cy, x - cx)
    rgb = mix(back[0], back[1], y.clip(0, 1))
    for ring in (0.44, 0.34, 0.24):
        edge = ring * (0.55 + 0.45 * np.abs(np.cos(a * count / 2 + ring * 16)))
        shade = mix(petal[0], petal[1], np.clip(r / edge, 0, 1) ** 1.6 * (0.75 + 0.25 * np.cos(a * count)))
        rgb = np.where((r < edge)[..., None], shade, rgb)
    return disc(rgb, x, y, cx, cy, 0.085, (250, 200, 70))


def marble(rng, x, y, light, vein):
    bend = sum(smooth(rng, x.shape[1], x.shape[0], n) / (i + 1) for i, n in enumerate((5, 11, 23)))
    return mix(light, vein, np.abs(np.sin((x * 2 + y * 3 + bend * 4) * 3)) ** 4)


def ripples(rng, x, y, low, high):
    waves = sum(np.sin(np.hypot(x - rng.uniform(0, 1.4), y - rng.uniform(0, 1)) * 42) for _ in range(4)) / 4
    return mix(low, high, 0.5 + 0.5 * waves)


DAWN, DUSK, NIGHT, DAY = [((94, 122, 190), (255, 214, 180)), ((70, 40, 110), (250, 140, 100)),
                          ((10, 16, 44), (52, 66, 120)), ((70, 150, 226), (214, 238, 250))]
PICTURES = [
    ("mountains-dawn.jpg", 640, 480, mountains, DAWN, (24, 44, 66)), ("mountains-dusk.jpg", 640, 426, mountains, DUSK, (30, 16, 44)),
    ("mountains-noon.jpg", 480, 640, mountains, DAY, (28, 74, 60)), ("mountains-night.webp", 640, 480, mountains, NIGHT, (4, 8, 20)),
    ("sea-sunset.jpg", 640, 400, sea, DUSK, (40, 30, 80)), ("sea-morning.jpg", 640, 480, sea, DAWN, (30, 90, 130)),
    ("sea-noon.webp", 512, 512, sea, DAY, (10, 90, 150)), ("sea-night.png", 400, 300, sea, NIGHT, (6, 10, 34)),
    ("forest-mist.jpg", 640, 480, forest, ((190, 208, 210), (226, 232, 226)), (28, 60, 50)), ("forest-autumn.jpg", 600, 400, forest, DAWN, (130, 52, 20)),
    ("forest-winter.webp", 640, 420, forest, ((150, 180, 214), (240, 246, 252)), (60, 90, 120)), ("forest-night.png", 400, 400, forest, NIGHT, (6, 18, 22)),
    ("city-evening.jpg", 640, 480, city, DUSK, (30, 24, 50)), ("city-night.jpg", 640, 360, city, NIGHT, (6, 8, 18)), ("city-blue.png", 420, 320, city, DAWN, (40, 54, 84)),
    ("planet-amber.jpg", 640, 480, space, ((4, 4, 14), (60, 30, 80)), ((214, 150, 90), (250, 220, 170))),
    ("planet-teal.webp", 640, 400, space, ((2, 6, 14), (14, 60, 80)), ((40, 150, 150), (180, 240, 220))),
    ("fractal-gold.jpg", 640, 480, fractal, ((12, 6, 30), (220, 120, 30), (255, 250, 210)), None),
    ("fractal-spiral.png", 400, 300, fractal, ((6, 10, 40), (40, 130, 200), (250, 250, 255)), -0.79 + 0.15j),
    ("fractal-coral.jpg", 500, 500, fractal, ((20, 4, 30), (210, 60, 90), (255, 230, 200)), -0.4 + 0.6j),
    ("fractal-fern.bmp", 320, 240, fractal, ((4, 20, 14), (60, 160, 70), (240, 255, 210)), 0.285 + 0.01j),
    ("glass-ruby.jpg", 480, 480, glass, (220, 40, 60), (60, 60, 190)), ("glass-meadow.gif", 360, 270, glass, (240, 210, 70), (30, 130, 80)),
    ("flower-rose.jpg", 500, 400, flower, ((40, 80, 60), (20, 44, 40)), ((255, 190, 200), (200, 40, 90))),
    ("flower-violet.png", 360, 360, flower, ((220, 232, 220), (170, 200, 170)), ((230, 210, 255), (100, 60, 180))),
    ("flower-sun.gif", 320, 320, flower, ((120, 180, 230), (200, 226, 240)), ((255, 220, 60), (240, 120, 20))),
    ("marble-green.png", 320, 320, marble, (214, 230, 214), (24, 84, 64)), ("marble-rose.bmp", 320, 320, marble, (250, 230, 224), (150, 70, 80)),
    ("ripples-blue.bmp", 320, 200, ripples, (10, 40, 100), (150, 210, 250)), ("ripples-copper.gif", 360, 240, ripples, (50, 20, 10), (240, 170, 110)),
]


def main(folder):
    for seed, (name, w, h, draw, first, second) in enumerate(PICTURES):
        y, x = np.mgrid[0:2 * h, 0:2 * w] / (2 * h)
        x = x - w / h / 2 + 0.7
        x = x[:, ::-1] if seed % 2 else x  # neighbours in the list share a scene: this keeps their perceptual hashes apart
        rgb = draw(np.random.default_rng(seed), x, y, first, second).clip(0, 255).astype(np.uint8)
        picture = Image.fromarray(rgb).resize((w, h), Image.LANCZOS)
        if name.endswith(".gif"):
            picture = picture.quantize(128)
        picture.save(Path(folder) / name, quality=80)


if __name__ == "__main__":
    main(sys.argv[1])
