package dev.runtree.receive.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * Who listens on a port.
 *
 * @param process its id
 * @param command the name of its program, where the system tells it
 * @param owner what it is, when it is an endpoint of the same data folder
 */
public record PortHolder(
        long process, @Nullable String command, @Nullable Owner owner) {

    /** For people: {@code process 4711 (python3)}, {@code runtree serve (process 4711), which receives for this home}. */
    public String words() {
        if (owner != null) {
            return owner.words() + " (process " + process + "), which already receives for this data folder";
        }
        return "process " + process + (command == null ? "" : " (" + command + ")");
    }
}
