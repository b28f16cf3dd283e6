package io.streamspace.hub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor asks for the next page; null on the last one
 * @param totalCount how many there are on all pages
 */
public record Page<T>(List<T> items, @Nullable String nextCursor, long totalCount) {
    public Page {
        items = List.copyOf(items);
    }
}
