package dev.runtree.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.settings.Gate;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How it stands with the alerts of a home, in {@code alert-states.json}: of each database by the names of the rules. What one
 * program finds, others read, so that an alert is told once however many there are, and a restart forgets nothing.
 */
public final class AlertStates {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Logger LOG = LoggerFactory.getLogger(AlertStates.class);

    private final RuntreeHome home;
    private final Path file;
    private final String database;

    /** @param database its {@link dev.runtree.store.Database#identity} */
    public AlertStates(RuntreeHome home, String database) {
        this.home = home;
        this.file = home.alertStatesFile();
        this.database = database;
    }

    /** By the names of the rules; none of one that nobody has looked at yet. */
    public Map<String, AlertState> all() {
        return states(read());
    }

    /** Nobody is told of an alert until then; {@code null} takes that back. */
    public void silence(AlertRule rule, @Nullable Instant until) {
        update(states -> {
            var changed = new HashMap<>(states);
            changed.put(
                    rule.name(),
                    states.getOrDefault(rule.name(), AlertState.fresh(rule, Instant.now()))
                            .silenced(until));
            return changed;
        });
    }

    /** Of a rule that is gone, in all databases. */
    static void forget(RuntreeHome home, String name) {
        new AlertStates(home, "").inEach(states -> states.remove(name));
    }

    /** As if nobody had looked at a rule yet, in all databases; silences stay. */
    static void beginAnew(RuntreeHome home, String name) {
        new AlertStates(home, "")
                .inEach(states -> states.computeIfPresent(
                        name, (same, stored) -> Stored.of(stored.state().anew())));
    }

    private void inEach(Consumer<Map<String, Stored>> change) {
        change(before -> {
            var changed = new TreeMap<String, Map<String, Stored>>();
            before.forEach((each, states) -> {
                var own = new TreeMap<>(states);
                change.accept(own);
                changed.put(each, own);
            });
            return changed;
        });
    }

    /** Changes the states of this database, one program at a time. */
    void update(UnaryOperator<Map<String, AlertState>> change) {
        change(stored -> {
            var before = states(stored);
            var changed = change.apply(before);
            if (changed.equals(before)) {
                return stored;
            }
            var ours = new TreeMap<String, Stored>();
            changed.forEach((name, state) -> ours.put(name, Stored.of(state)));
            var all = new TreeMap<>(stored);
            all.put(database, ours);
            return all;
        });
    }

    private void change(UnaryOperator<Map<String, Map<String, Stored>>> change) {
        OwnerOnly.folder(home.root());
        try (var _ = Gate.enter(file.resolveSibling("alert-states.lock"))) {
            var before = read();
            var changed = new TreeMap<>(change.apply(before));
            if (changed.equals(before)) {
                return;
            }
            changed.values().removeIf(Map::isEmpty);
            OwnerOnly.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(changed) + "\n");
        } catch (IOException e) {
            throw new BadAlert("Cannot note how the alerts stand in " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }

    private Map<String, AlertState> states(Map<String, Map<String, Stored>> stored) {
        var states = new HashMap<String, AlertState>();
        stored.getOrDefault(database, Map.of()).forEach((name, state) -> states.put(name, state.state()));
        return states;
    }

    /** What cannot be read is begun anew: nobody writes it by hand, and a firing alert is then told once more. */
    private Map<String, Map<String, Stored>> read() {
        try {
            var stored = Objects.requireNonNullElse(
                    JSON.readValue(Files.readString(file), new TypeReference<Map<String, Map<String, Stored>>>() {}),
                    Map.<String, Map<String, Stored>>of());
            stored.values().removeIf(Objects::isNull);
            stored.values().forEach(states -> states.values().removeIf(Objects::isNull));
            // Times are read here, so that a bad one is met by nobody else.
            stored.values().forEach(states -> states.values().forEach(Stored::state));
            return stored;
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException | DateTimeException e) {
            LOG.warn("How the alerts stand is begun anew, as {} cannot be read", file, e);
            return Map.of();
        }
    }

    /** The form on disk, times as RFC 3339. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Stored(
            @Nullable String definition,
            AlertState.@Nullable Stage stage,
            @Nullable String since,
            @Nullable String otherwiseSince,
            @Nullable String lookedAt,
            @Nullable String readAt,
            @Nullable BigDecimal value,
            @Nullable String said,
            @JsonProperty("isRead") boolean isRead,
            @JsonProperty("isAnnounced") boolean isAnnounced,
            @Nullable String silencedUntil,
            @Nullable String overAt,
            @Nullable String trouble) {

        static Stored of(AlertState state) {
            return new Stored(
                    state.definition(),
                    state.stage(),
                    text(state.since()),
                    text(state.otherwiseSince()),
                    text(state.lookedAt()),
                    text(state.readAt()),
                    state.value(),
                    state.said(),
                    state.isRead(),
                    state.isAnnounced(),
                    text(state.silencedUntil()),
                    text(state.overAt()),
                    state.trouble());
        }

        AlertState state() {
            return new AlertState(
                    Objects.requireNonNullElse(definition, ""),
                    Objects.requireNonNullElse(stage, AlertState.Stage.OK),
                    Objects.requireNonNullElse(time(since), Instant.EPOCH),
                    time(otherwiseSince),
                    Objects.requireNonNullElse(time(lookedAt), Instant.EPOCH),
                    time(readAt),
                    value,
                    said,
                    isRead,
                    isAnnounced,
                    time(silencedUntil),
                    time(overAt),
                    trouble);
        }

        private static @Nullable String text(@Nullable Instant time) {
            return time == null ? null : time.toString();
        }

        private static @Nullable Instant time(@Nullable String text) {
            return text == null ? null : Instant.parse(text);
        }
    }
}
