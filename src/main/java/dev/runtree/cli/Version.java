package dev.runtree.cli;

import org.jspecify.annotations.Nullable;

/** The version of this program, as its jar says it. */
final class Version {

    private Version() {}

    static String current() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
