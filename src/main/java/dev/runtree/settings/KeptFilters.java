package dev.runtree.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filters that the settings keep: views with names, and those that were used last with each database.
 *
 * @param views by name
 * @param recent by database, the last one first
 */
public record KeptFilters(List<SavedView> views, Map<String, List<String>> recent) {
    public static final KeptFilters NONE = new KeptFilters(List.of(), Map.of());

    private static final Logger log = LoggerFactory.getLogger(KeptFilters.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String VIEWS = "filter.views";
    private static final String RECENT = "filter.recent";
    private static final int MOST_RECENT = 20;

    public KeptFilters {
        views = List.copyOf(views);
        recent = Map.copyOf(recent);
    }

    public static KeptFilters of(Settings settings) {
        return new KeptFilters(
                read(settings.choice(VIEWS), new TypeReference<List<SavedView>>() {}, List.of()),
                read(settings.choice(RECENT), new TypeReference<Map<String, List<String>>>() {}, Map.of()));
    }

    private static <T> T read(Optional<String> json, TypeReference<T> type, T otherwise) {
        if (json.isEmpty()) {
            return otherwise;
        }
        try {
            return JSON.readValue(json.get(), type);
        } catch (JsonProcessingException e) {
            log.warn("Saved filters cannot be read: {}", e.getMessage());
            return otherwise;
        }
    }

    /** The settings with these filters in them. */
    public Settings into(Settings settings) {
        try {
            return settings.withChoice(VIEWS, views.isEmpty() ? null : JSON.writeValueAsString(views))
                    .withChoice(RECENT, recent.isEmpty() ? null : JSON.writeValueAsString(recent));
        } catch (JsonProcessingException e) {
            throw new SettingsException("The filters cannot be saved: " + e.getMessage(), e);
        }
    }

    public Optional<SavedView> view(String name) {
        return views.stream().filter(view -> view.name().equals(name)).findFirst();
    }

    /** With a view, in place of the one of its name. */
    public KeptFilters with(SavedView view) {
        var changed = new ArrayList<>(without(view.name()).views);
        changed.add(view);
        changed.sort((a, b) -> String.CASE_INSENSITIVE_ORDER.compare(a.name(), b.name()));
        return new KeptFilters(changed, recent);
    }

    public KeptFilters without(String name) {
        return new KeptFilters(
                views.stream().filter(view -> !view.name().equals(name)).toList(), recent);
    }

    public List<String> recent(String database) {
        return recent.getOrDefault(database, List.of());
    }

    /** With a filter that was used just now. One that it only goes on from is not kept beside it. */
    public KeptFilters used(String database, String filter, @Nullable String before) {
        var filters = new ArrayList<String>();
        filters.add(filter);
        recent(database).stream()
                .filter(each -> !each.equals(filter) && !each.equals(before))
                .forEach(filters::add);
        var changed = new HashMap<>(recent);
        changed.put(database, List.copyOf(filters.subList(0, Math.min(MOST_RECENT, filters.size()))));
        return new KeptFilters(views, changed);
    }
}
