package dev.runtree.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Toolkit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that find a window of their home, over the real lock and the real loopback. */
@Tag("fx")
class HandOverTest {
    private static final HandOver.Request RUN = new HandOver.Request("embedded", "", "4bf92f35");

    private final List<HandOver.Request> asked = new CopyOnWriteArrayList<>();
    private final Background background = new Background();

    @TempDir
    Path folder;

    @BeforeEach
    void startTheToolkit() {
        Toolkit.headless();
    }

    private RuntreeHome home() {
        return new RuntreeHome(folder);
    }

    private boolean take(HandOver.Request request) {
        asked.add(request);
        return request.database().equals("embedded") && request.primary().isEmpty();
    }

    @Test
    void a_second_start_shows_its_run_in_the_window_that_is_open() {
        try (var window = HandOver.claim(home()).orElseThrow()) {
            window.listen(background, this::take);

            assertThat(HandOver.claim(home())).isEmpty();
            assertThat(HandOver.offer(home(), RUN)).isTrue();
            assertThat(asked).containsExactly(RUN);
        }
    }

    @Test
    void a_file_with_any_name_is_handed_over_as_it_is() {
        var file = new HandOver.Request("embedded", "", "/tmp/Überblick: 100 % \"fertig\".json");
        try (var window = HandOver.claim(home()).orElseThrow()) {
            window.listen(background, this::take);

            assertThat(HandOver.offer(home(), file)).isTrue();
            assertThat(asked).containsExactly(file);
        }
    }

    @Test
    void a_window_of_another_database_declines() {
        try (var window = HandOver.claim(home()).orElseThrow()) {
            window.listen(background, this::take);

            assertThat(HandOver.offer(home(), new HandOver.Request("jdbc:postgresql://db/traces", "", "")))
                    .isFalse();
            assertThat(HandOver.offer(home(), new HandOver.Request("embedded", "jdbc:postgresql://db/approvals", "")))
                    .as("approvals and sessions elsewhere")
                    .isFalse();
        }
    }

    @Test
    void a_start_with_a_wrong_token_is_not_listened_to() throws IOException {
        try (var window = HandOver.claim(home()).orElseThrow()) {
            window.listen(background, this::take);
            var address = folder.resolve("window.address");
            String port = Files.readAllLines(address).getFirst();
            Files.writeString(address, port + "\n00000000000000000000000000000000\n");

            assertThat(HandOver.offer(home(), RUN)).isFalse();
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void a_start_waits_for_a_window_that_is_still_starting() {
        try (var window = HandOver.claim(home()).orElseThrow()) {
            var offered = CompletableFuture.supplyAsync(() -> HandOver.offer(home(), RUN));
            window.listen(background, this::take);

            assertThat(offered.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
        }
    }

    @Test
    void what_a_killed_window_left_behind_is_in_nobodys_way() throws IOException {
        Files.writeString(folder.resolve("window.address"), "1\n00000000000000000000000000000000\n");
        Files.createFile(folder.resolve("window.lock"));

        try (var window = HandOver.claim(home()).orElseThrow()) {
            window.listen(background, this::take);
            assertThat(HandOver.offer(home(), RUN)).isTrue();
        }
    }

    @Test
    void of_several_that_start_at_once_one_is_the_window_and_shows_what_the_others_ask() {
        int starts = 6;
        var together = new CountDownLatch(starts);
        var windows = new CopyOnWriteArrayList<HandOver>();
        var handed = IntStream.range(0, starts)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> start(together, windows, number), Thread::startVirtualThread))
                .toList();

        long taken = handed.stream()
                .map(start -> start.orTimeout(60, TimeUnit.SECONDS).join())
                .filter(took -> took)
                .count();
        assertThat(windows).hasSize(1);
        assertThat(taken).isEqualTo(starts - 1);
        assertThat(asked).hasSize(starts - 1).doesNotHaveDuplicates();
        windows.getFirst().close();
        assertThat(HandOver.claim(home())).hasValueSatisfying(HandOver::close);
    }

    /** What a start does; whether the window took over. */
    private boolean start(CountDownLatch together, List<HandOver> windows, int number) {
        together.countDown();
        try {
            together.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        var claimed = HandOver.claim(home());
        claimed.ifPresent(window -> {
            windows.add(window);
            window.listen(background, this::take);
        });
        return claimed.isEmpty() && HandOver.offer(home(), new HandOver.Request("embedded", "", "run-" + number));
    }
}
