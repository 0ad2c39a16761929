package dev.runtree.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Finds the files of cases: those that are named, and all YAML files of folders that are. */
public final class CaseFiles {
    private CaseFiles() {}

    /**
     * In the order in which they are named, of a folder by name, each once.
     *
     * @throws CannotCheck when one is not there, or a folder holds none
     */
    public static List<Path> of(List<Path> named) {
        var files = new LinkedHashSet<Path>();
        for (var path : named) {
            if (Files.isDirectory(path)) {
                var found = beneath(path);
                if (found.isEmpty()) {
                    throw new CannotCheck(
                            "There is no case in the folder " + path + ": cases are files that end in .yaml");
                }
                files.addAll(found);
            } else if (Files.exists(path)) {
                files.add(path.normalize());
            } else {
                throw new CannotCheck("There is no file or folder " + path);
            }
        }
        return List.copyOf(files);
    }

    private static List<Path> beneath(Path folder) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    return !each.equals(folder) && isHidden(each)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!isHidden(file) && file.toString().matches(".*\\.ya?ml")) {
                        found.add(file.normalize());
                    }
                    return FileVisitResult.CONTINUE;
                }

                // One that went meanwhile is not there.
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException && !file.equals(folder)) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Path::compareTo);
        return found;
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }
}
