package dev.runtree.ui.check;

import dev.runtree.check.CannotCheck;
import dev.runtree.check.Case;
import dev.runtree.check.CaseFiles;
import dev.runtree.ui.check.CaseFile.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the cases of files and folders. What has not changed since is not read again. */
final class CaseShelf {
    private CaseShelf() {}

    /**
     * In the order of the places, of a folder by name, each file once; on a thread that may wait.
     *
     * @param before what was read the last time
     * @return the same where nothing has changed
     */
    static List<CaseFile> read(List<Path> places, List<CaseFile> before) {
        var known = before.stream().collect(Collectors.toMap(CaseFile::file, Function.identity()));
        var found = new LinkedHashMap<Path, CaseFile>();
        for (var place : places) {
            try {
                for (var file : CaseFiles.of(List.of(place))) {
                    found.computeIfAbsent(file, path -> read(path, place, known));
                }
            } catch (CannotCheck e) {
                if (!Files.isDirectory(place)) {
                    found.putIfAbsent(place, unread(place, e));
                }
            } catch (UncheckedIOException e) {
                // What was read of it before is still known.
                before.stream()
                        .filter(file -> file.place().equals(place) && file.mistake() == null)
                        .forEach(file -> found.putIfAbsent(file.file(), file));
                found.putIfAbsent(place, unread(place, e));
            }
        }
        return new ArrayList<>(found.values());
    }

    private static CaseFile unread(Path place, RuntimeException why) {
        return new CaseFile(place, place, new Look(0, 0), null, CheckWords.line(why));
    }

    private static CaseFile read(Path file, Path place, Map<Path, CaseFile> known) {
        var look = look(file);
        var before = known.get(file);
        if (before != null && before.look().equals(look) && before.place().equals(place)) {
            return before;
        }
        try {
            return new CaseFile(file, place, look, Case.read(file), null);
        } catch (RuntimeException e) {
            return new CaseFile(file, place, look, null, CheckWords.within(file, CheckWords.line(e)));
        }
    }

    private static Look look(Path file) {
        try {
            var read = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(read.lastModifiedTime().toMillis(), read.size());
        } catch (IOException e) {
            return new Look(0, 0);
        }
    }
}
