package dev.runtree.ui.check;

import dev.runtree.check.Case;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a case as it is on disk.
 *
 * @param file absolute
 * @param place the file or folder that the reader chose, in which it was found
 * @param look what the file was like when it was read
 * @param read {@code null} where it has a mistake
 * @param mistake in one line, with its place; {@code null} for none
 */
record CaseFile(
        Path file,
        Path place,
        Look look,
        @Nullable Case read,
        @Nullable String mistake) {

    /** Of a file that is not there, both are 0. */
    record Look(long modifiedMillis, long bytes) {}

    String name() {
        return read == null ? String.valueOf(file.getFileName()) : read.name();
    }

    /** From the folder that the reader chose on. */
    String shown() {
        return file.equals(place)
                ? String.valueOf(file.getFileName())
                : place.relativize(file).toString();
    }
}
