package dev.runtree.alert;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.settings.Gate;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a home, in {@code alerts.json}, which may be written by hand. Several programs may change them at the same time.
 * As the file names programs to run, it is read only while nobody else could have written it.
 */
public final class AlertRules {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final RuntreeHome home;
    private final Path file;

    public AlertRules(RuntreeHome home) {
        this.home = home;
        this.file = home.alertsFile();
    }

    /**
     * All of them, by their names.
     *
     * @throws BadAlert when the file cannot be read as a whole; it is left as it is
     */
    public List<AlertRule> list() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            if (!OwnerOnly.holds(file)) {
                throw new BadAlert("The alerts in " + file
                        + " name programs to run, so nobody but you may be able to write or read the file: chmod 600 "
                        + file);
            }
            return rules(JSON.readValue(Files.readString(file), new TypeReference<List<StoredRule>>() {}));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (JacksonException e) {
            var where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new BadAlert(
                    "Cannot read the alerts in " + file + ": there is a mistake" + where + ", "
                            + firstLine(e.getOriginalMessage()) + ". Mend the file; until then no alert is watched.",
                    e);
        } catch (IOException e) {
            throw new BadAlert("Cannot read the alerts in " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").replaceAll("[.\\s]+$", "");
    }

    private List<AlertRule> rules(@Nullable List<StoredRule> stored) {
        try {
            if (stored == null || stored.stream().anyMatch(Objects::isNull)) {
                throw new BadAlert("There has to be a list of alerts, each with a name.");
            }
            var rules = stored.stream()
                    .map(StoredRule::rule)
                    .sorted(Comparator.comparing(AlertRule::name))
                    .toList();
            var names = new HashSet<String>();
            for (var rule : rules) {
                if (!names.add(rule.name())) {
                    throw new BadAlert("There are two alerts " + rule.name() + ".");
                }
            }
            return rules;
        } catch (BadAlert e) {
            throw new BadAlert(
                    "Cannot read the alerts in " + file + ". " + e.getMessage()
                            + " Mend the file; until then no alert is watched.",
                    e);
        }
    }

    public Optional<AlertRule> find(String name) {
        return list().stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /** @throws BadAlert when there is none of that name */
    public AlertRule named(String name) {
        return one(name, list());
    }

    /** @throws BadAlert when there is one of its name already */
    public void add(AlertRule rule) {
        change(all -> with(all, rule));
    }

    /**
     * Puts a rule in the place of another one, whose name it may have. It is paused if that one is.
     *
     * @throws BadAlert when that one is gone, or another has the name of the new one
     */
    public void replace(String name, AlertRule rule) {
        change(all -> with(without(all, name), rule.paused(one(name, all).isPaused())));
    }

    public void remove(String name) {
        change(all -> without(all, name));
        AlertStates.forget(home, name);
    }

    public void pause(String name) {
        paused(name, true);
    }

    public void resume(String name) {
        paused(name, false);
        AlertStates.beginAnew(home, name);
    }

    private void paused(String name, boolean isPaused) {
        change(all -> with(without(all, name), one(name, all).paused(isPaused)));
    }

    private static List<AlertRule> without(List<AlertRule> all, String name) {
        var gone = one(name, all);
        return all.stream().filter(rule -> !rule.equals(gone)).toList();
    }

    private static List<AlertRule> with(List<AlertRule> all, AlertRule rule) {
        if (all.stream().anyMatch(other -> other.name().equals(rule.name()))) {
            throw new BadAlert("There is an alert " + rule.name() + " already. Remove it, or give another name.");
        }
        var more = new ArrayList<>(all);
        more.add(rule);
        return more;
    }

    private static AlertRule one(String name, List<AlertRule> all) {
        return all.stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadAlert(
                        all.isEmpty()
                                ? "There is no alert \"" + name
                                        + "\", nor any other yet: add one with \"runtree alerts add\"."
                                : "There is no alert \"" + name + "\". There are: "
                                        + all.stream().map(AlertRule::name).collect(Collectors.joining(", ")) + "."));
    }

    /** One at a time, so that no program loses what another writes. */
    private void change(UnaryOperator<List<AlertRule>> change) {
        OwnerOnly.folder(home.root());
        try (var _ = Gate.enter(file.resolveSibling("alerts.lock"))) {
            var changed = change.apply(list()).stream()
                    .sorted(Comparator.comparing(AlertRule::name))
                    .map(StoredRule::of)
                    .toList();
            OwnerOnly.write(file, JSON.writeValueAsString(changed) + "\n");
        } catch (IOException e) {
            throw new BadAlert("Cannot save the alerts in " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }
}
