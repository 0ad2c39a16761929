package dev.runtree.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine that figures were taken on. */
final class Machine {
    private Machine() {}

    /** In one line, such as {@code machine: AMD EPYC, 2 cores, 23 GiB, load 0.1; Linux amd64; Java 25.0.3}. */
    static String describe() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "machine: %s, %d cores, %s, load %.1f; %s %s; Java %s",
                line("/proc/cpuinfo", "model name", "unknown processor"),
                system.getAvailableProcessors(),
                memory(),
                system.getSystemLoadAverage(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version());
    }

    private static String memory() {
        var kibibytes = line("/proc/meminfo", "MemTotal", "").replaceAll("\\D", "");
        return kibibytes.isEmpty() ? "unknown memory" : (Long.parseLong(kibibytes) >> 20) + " GiB";
    }

    /** Only Linux has such files; the rest of the line says enough. */
    private static String line(String file, String key, String otherwise) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }
}
