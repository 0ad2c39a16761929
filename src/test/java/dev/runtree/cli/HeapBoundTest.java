package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HeapBoundTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int BOUND = 64;

    /** As a receiver all day: what lives for a while and is replaced, many times what is ever needed at once. */
    static final class Receiver {
        public static void main(String[] arguments) {
            var memory = new byte[20 * 16][];
            var largest = 0L;
            try (var _ = HeapBound.start((long) BOUND * MEBIBYTE)) {
                for (var i = 0; i < 2_000 * 16; i++) {
                    memory[i % memory.length] = new byte[MEBIBYTE / 16];
                    largest = Math.max(largest, heap());
                }
            }
            System.out.println(largest / MEBIBYTE);
        }

        private static long heap() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Tenured Gen"))
                    .mapToLong(HeapBoundTest::committed)
                    .sum();
        }
    }

    private static long committed(MemoryPoolMXBean pool) {
        return pool.getUsage().getCommitted();
    }

    @Test
    void what_is_no_longer_needed_does_not_let_the_heap_grow() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms32m",
                        "-Xmn8m",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Receiver.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(process.waitFor()).isZero();
        assertThat(Long.parseLong(said)).as("MiB of the old generation").isBetween(20L, 2L * BOUND);
    }
}
