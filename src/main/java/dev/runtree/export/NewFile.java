package dev.runtree.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that appears under its name only when it is whole: until then it is written beside it. */
public final class NewFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final Logger LOG = LoggerFactory.getLogger(NewFile.class);

    private final Path file;
    private final boolean isReplacing;
    private final Path part;
    private final OutputStream out;

    private NewFile(Path file, boolean isReplacing, Path part, OutputStream out) {
        this.file = file;
        this.isReplacing = isReplacing;
        this.part = part;
        this.out = out;
    }

    /**
     * @param isReplacing whether a file of that name may be replaced
     * @throws CannotExport when there is a file already, or none can be made
     */
    public static NewFile at(Path file, boolean isReplacing) {
        if (Files.isDirectory(file)) {
            throw new CannotExport(file + " is a folder. Name a file in it.");
        }
        if (!isReplacing && Files.exists(file)) {
            throw exists(file, null);
        }
        var whole = file.toAbsolutePath();
        var folder = whole.getParent() == null ? whole : whole.getParent();
        try {
            var part = folder.resolve("." + whole.getFileName() + "." + UUID.randomUUID() + ".part");
            var out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            part.toFile().deleteOnExit();
            return new NewFile(file, isReplacing, part, new BufferedOutputStream(out, BUFFER));
        } catch (NoSuchFileException e) {
            throw new CannotExport("There is no folder " + folder + " for the file " + file.getFileName(), e);
        } catch (AccessDeniedException e) {
            throw new CannotExport("No permission to write into the folder " + folder, e);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** To write it by; closed by {@link #finish} or {@link #close}. */
    public OutputStream stream() {
        return out;
    }

    /** All is written: what cannot be is told now, before the file has its name. */
    public void end() throws IOException {
        out.close();
    }

    /** Gives the file its name. */
    public void finish() throws IOException {
        end();
        try {
            if (isReplacing) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(part, file);
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(file, e);
        }
    }

    /** Leaves nothing behind, unless the file was finished. */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            LOG.debug("The rest of {} cannot be written, and is not wanted", file, e);
        }
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It is removed when the program ends; the failure that led here is the one to tell.
            part.toFile().deleteOnExit();
        }
    }

    /** What a failed write means. */
    public static CannotExport failed(Path file, IOException e) {
        var reason = e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : e.getMessage();
        return new CannotExport("Cannot write " + file + ": " + reason, e);
    }

    private static CannotExport exists(Path file, @Nullable Throwable cause) {
        return new CannotExport(file + " exists already. Give another name, or --force to replace it.", cause);
    }
}
