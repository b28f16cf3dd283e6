package io.streamspace.agent.internal.demo.rfb;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of pixels as disjoint rectangles, exact while it is simple: beyond {@link #LIMIT} rectangles it becomes its
 * bounding box. So the damage of a viewer that does not read takes constant memory, however long it stalls.
 */
public final class Region {
    static final int LIMIT = 48;

    private List<Rect> rects = new ArrayList<>();

    public void add(Rect added) {
        if (added.isEmpty()) {
            return;
        }
        remove(added);
        rects.add(added);
        coalesce();
    }

    public boolean isEmpty() {
        return rects.isEmpty();
    }

    /** Takes what lies inside {@code area} out of the region. */
    List<Rect> take(Rect area) {
        List<Rect> taken = rects.stream()
                .map(area::intersect)
                .filter(part -> !part.isEmpty())
                .toList();
        if (!taken.isEmpty()) {
            remove(area);
            coalesce();
        }
        return taken;
    }

    public List<Rect> takeAll() {
        List<Rect> all = rects;
        rects = new ArrayList<>();
        return all;
    }

    private void remove(Rect hole) {
        List<Rect> kept = new ArrayList<>(rects.size() + 4);
        for (Rect rect : rects) {
            subtract(rect, rect.intersect(hole), kept);
        }
        rects = kept;
    }

    private static void subtract(Rect rect, Rect hole, List<Rect> out) {
        if (hole.isEmpty()) {
            out.add(rect);
            return;
        }
        addIfAny(Rect.between(rect.x(), rect.y(), rect.right(), hole.y()), out);
        addIfAny(Rect.between(rect.x(), hole.y(), hole.x(), hole.bottom()), out);
        addIfAny(Rect.between(hole.right(), hole.y(), rect.right(), hole.bottom()), out);
        addIfAny(Rect.between(rect.x(), hole.bottom(), rect.right(), rect.bottom()), out);
    }

    private static void addIfAny(Rect part, List<Rect> out) {
        if (!part.isEmpty()) {
            out.add(part);
        }
    }

    private void coalesce() {
        if (rects.size() > LIMIT) {
            Rect bounds = rects.stream().reduce(Rect::union).orElseThrow();
            rects = new ArrayList<>(List.of(bounds));
        }
    }
}
