package dev.runtree.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program is started such that it does not run as root, which PostgreSQL refuses. A user who is not root needs
 * nothing. For root, {@code unshare -U} gives the program a user namespace in which it is nobody while its files stay
 * root's, so that data folder, passwords and locks keep one owner.
 */
final class Unprivileged {
    private static final List<String> UNSHARE = List.of("unshare", "-U");

    private Unprivileged() {}

    /**
     * The command with what must stand before it.
     *
     * @param ours a file that this process has made: its owner is who we are
     */
    static List<String> command(Path ours, List<String> command) throws IOException {
        if (!isRoot(ours)) {
            return command;
        }
        var whole = new ArrayList<>(UNSHARE);
        whole.addAll(command);
        return whole;
    }

    private static boolean isRoot(Path ours) throws IOException {
        return ours.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(ours, "unix:uid") instanceof Integer uid
                && uid == 0;
    }
}
