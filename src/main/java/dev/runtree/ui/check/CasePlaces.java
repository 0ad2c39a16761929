package dev.runtree.ui.check;

import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files and folders of cases that the reader has chosen, kept from one start of the window to the next. */
public final class CasePlaces {
    private static final Logger log = LoggerFactory.getLogger(CasePlaces.class);
    private static final String CHOICE = "checks.places";

    /** Where cases are put as long as the reader has chosen no folder of them. */
    private static final String FOLDER = "checks";

    private final Background background;
    private final Preferences preferences;
    private final List<Path> places = new ArrayList<>();

    public CasePlaces(Background background, Preferences preferences) {
        this.background = background;
        this.preferences = preferences;
        preferences.now().choice(CHOICE).orElse("").lines().map(Path::of).forEach(places::add);
    }

    /** In the order in which they were chosen, absolute. */
    List<Path> all() {
        return List.copyOf(places);
    }

    /** Adds those that are not beneath one that is there. */
    void add(List<Path> more) {
        for (var path : more) {
            var place = path.toAbsolutePath().normalize();
            if (places.stream().noneMatch(place::startsWith)) {
                places.removeIf(there -> there.startsWith(place));
                places.add(place);
            }
        }
        keep();
    }

    void remove(Path place) {
        places.remove(place);
        keep();
    }

    /** Where a new case is put unless the reader says otherwise. */
    Path folder() {
        return places.stream()
                .filter(place -> !place.toString().matches(".*\\.ya?ml"))
                .findFirst()
                .orElseGet(() -> Path.of(FOLDER).toAbsolutePath());
    }

    private void keep() {
        var told = places.stream().map(Path::toString).collect(Collectors.joining("\n"));
        background.call(
                () -> preferences.choice(CHOICE, told.isEmpty() ? null : told),
                settings -> {},
                failure -> log.warn("The folders of cases are not remembered: {}", failure.getMessage()));
    }
}
