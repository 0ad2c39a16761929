package dev.runtree.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a log that only its owner can read, because payloads may be quoted in it. Opened when the first line comes. */
final class OwnerOnlyAppender extends RollingFileAppender<ILoggingEvent> {

    @Override
    public void openFile(String file) throws IOException {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            Files.createDirectories(path.toAbsolutePath().getParent(), ownerOnly("rwx------"));
            Files.createFile(path, ownerOnly("rw-------"));
        }
        super.openFile(file);
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
