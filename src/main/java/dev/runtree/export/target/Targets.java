package dev.runtree.export.target;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.query.BadFilter;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.Gate;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SavedSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The targets of a home, in {@code targets.json}, and their secrets, in the key store. Several programs may change them at the
 * same time.
 */
public final class Targets {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final RuntreeHome home;
    private final Path file;
    private final SavedSecrets secrets;

    public Targets(RuntreeHome home) {
        this.home = home;
        this.file = home.targetsFile();
        this.secrets = new SavedSecrets(home);
    }

    /**
     * All of them, by their names.
     *
     * @throws BadTarget when the file cannot be read
     */
    public List<Target> list() {
        try {
            return JSON.readValue(Files.readString(file), new TypeReference<List<StoredTarget>>() {}).stream()
                    .map(StoredTarget::target)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new BadTarget(
                    "Cannot read the targets in " + file + ". Mend the file, or delete it and add the targets again.",
                    e);
        }
    }

    public Optional<Target> find(String name) {
        return list().stream().filter(target -> target.name().equals(name)).findFirst();
    }

    /** @throws BadTarget when there is none of that name */
    public Target named(String name) {
        return find(name).orElseThrow(() -> unknown(name, list()));
    }

    /**
     * Adds a target that is whole: it has an endpoint, and its filter reads.
     *
     * @throws BadTarget when it is not, or there is one of its name already
     */
    public void add(Target target, TargetSecrets keys) {
        check(target, keys);
        change(all -> {
            if (all.stream().anyMatch(other -> other.name().equals(target.name()))) {
                throw new BadTarget(
                        "There is a target " + target.name() + " already. Remove it, or give another name.");
            }
            keys.values().forEach((name, value) -> secrets.save(secretName(target.name(), name), value));
            var more = new ArrayList<>(all);
            more.add(target);
            return more;
        });
    }

    /**
     * Puts a target in the place of the one of its name; secrets that are not given anew stay.
     *
     * @return what was there
     * @throws BadTarget when it is not whole, or there is none of its name
     */
    public Target set(Target target, TargetSecrets keys) {
        var before = new ArrayList<Target>();
        change(all -> {
            var old = one(target.name(), all);
            check(target, known(target, keys));
            secretNames(old).stream()
                    .filter(name -> !secretNames(target).contains(name))
                    .forEach(name -> secrets.forget(secretName(target.name(), name)));
            keys.values().forEach((name, value) -> secrets.save(secretName(target.name(), name), value));
            before.add(old);
            return all.stream()
                    .map(other -> other.equals(old) ? target.withPaused(old.paused()) : other)
                    .toList();
        });
        return before.getFirst();
    }

    /** The secrets of a target that is there, those that are given anew in place of the ones that are kept. */
    public TargetSecrets known(Target target, TargetSecrets anew) {
        var all = new HashMap<>(secretsOf(target).values());
        all.putAll(anew.values());
        return new TargetSecrets(all);
    }

    private static void check(Target target, TargetSecrets keys) {
        target.preset().endpoint(target, keys);
        try {
            checkWords(RunFilter.parse(target.filter()));
        } catch (BadFilter e) {
            throw new BadTarget("The filter of the target " + target.name() + " is none: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a trace goes is decided without reading what was said in it.
     *
     * @throws BadTarget when the filter asks for words
     */
    public static void checkWords(RunFilter filter) {
        if (filter.hasWords()) {
            throw new BadTarget("The filter of a target asks for no words, for what was said is not searched before it"
                    + " is sent: use keys, such as agent:support or -user:me.");
        }
    }

    /** Also of a target's secrets nothing is left. */
    public void remove(String name) {
        change(all -> {
            var target = one(name, all);
            secretNames(target).forEach(secret -> secrets.forget(secretName(name, secret)));
            return all.stream().filter(other -> !other.equals(target)).toList();
        });
    }

    public void pause(String name) {
        paused(name, true);
    }

    public void resume(String name) {
        paused(name, false);
    }

    private void paused(String name, boolean isPaused) {
        change(all -> {
            var target = one(name, all);
            return all.stream()
                    .map(other -> other.equals(target) ? other.withPaused(isPaused) : other)
                    .toList();
        });
    }

    /**
     * Where and how a target is sent to, with its secrets.
     *
     * @throws BadTarget when something of it is missing, such as a key that is no longer in the key store
     */
    public Endpoint endpoint(Target target) {
        return target.preset().endpoint(target, secretsOf(target));
    }

    /** Where secrets are kept, in words for the user. */
    public String secretsPlace() {
        return secrets.place();
    }

    private TargetSecrets secretsOf(Target target) {
        var found = new HashMap<String, String>();
        for (var name : secretNames(target)) {
            var value = secrets.read(secretName(target.name(), name));
            if (value != null) {
                found.put(name, value);
            }
        }
        return new TargetSecrets(found);
    }

    private static List<String> secretNames(Target target) {
        var names = new ArrayList<String>();
        target.preset().asks().stream().filter(Asked::secret).map(Asked::name).forEach(names::add);
        target.transport().headers().stream().map(Target::secretOf).forEach(names::add);
        return names;
    }

    private static String secretName(String target, String name) {
        return "target " + target + " " + name;
    }

    private static Target one(String name, List<Target> all) {
        return all.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, all));
    }

    private static BadTarget unknown(String name, List<Target> all) {
        return new BadTarget(
                all.isEmpty()
                        ? "There is no target \"" + name
                                + "\", nor any other yet: add one with \"runtree targets add\"."
                        : "There is no target \"" + name + "\". There are: "
                                + all.stream().map(Target::name).collect(Collectors.joining(", ")) + ".");
    }

    /** One at a time, so that no program loses what another writes. */
    private void change(UnaryOperator<List<Target>> change) {
        OwnerOnly.folder(home.root());
        try (var _ = Gate.enter(file.resolveSibling("targets.lock"))) {
            var changed = change.apply(list()).stream()
                    .sorted(Comparator.comparing(Target::name))
                    .map(StoredTarget::of)
                    .toList();
            OwnerOnly.write(file, JSON.writeValueAsString(changed) + "\n");
        } catch (IOException e) {
            throw new BadTarget("Cannot save the targets in " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }
}
