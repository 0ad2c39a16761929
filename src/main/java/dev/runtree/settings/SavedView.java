package dev.runtree.settings;

import org.jspecify.annotations.Nullable;

/**
 * A filter that its reader gave a name.
 *
 * @param filter as it stands in the filter bar
 * @param list how the list of runs is sorted and which columns it has, in its own words; {@code null} leaves that as it is
 */
public record SavedView(
        String name, String filter, @Nullable String list) {}
