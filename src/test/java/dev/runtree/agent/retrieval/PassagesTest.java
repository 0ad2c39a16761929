package dev.runtree.agent.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts are cut where their writers would cut them, and each piece knows where it stands. */
class PassagesTest {
    @Test
    void headings_begin_passages_and_name_them() {
        var passages = Passages.ofMarkdown("""
                Before it all.

                # Visa
                For tourists.

                ## Japan `90 days`
                No visa.

                ```sh
                # not a heading
                ```

                Hotels
                ======
                Late check-out.
                """);
        assertThat(passages)
                .containsExactly(
                        new Passage("Before it all.", "", 1, 1),
                        new Passage("# Visa\nFor tourists.", "Visa", 3, 4),
                        new Passage(
                                "## Japan `90 days`\nNo visa.\n\n```sh\n# not a heading\n```",
                                "Visa > Japan 90 days",
                                6,
                                11),
                        new Passage("Hotels\n======\nLate check-out.", "Hotels", 13, 15));
    }

    @Test
    void long_texts_are_cut_between_paragraphs_and_neighbours_share_their_edge() {
        var text = IntStream.rangeClosed(1, 60)
                .mapToObj(number -> "Paragraph " + number + " says something about the journey to Lisbon.\n")
                .collect(Collectors.joining("\n"));
        var passages = Passages.ofText(text);
        assertThat(passages).hasSizeGreaterThan(2);
        for (var index = 0; index < passages.size(); index++) {
            var passage = passages.get(index);
            assertThat(passage.text())
                    .hasSizeLessThanOrEqualTo(Passages.LONGEST)
                    .endsWith("Lisbon.");
            if (index > 0) {
                assertThat(passage.firstLine())
                        .isLessThanOrEqualTo(passages.get(index - 1).lastLine());
            }
        }
        var all = passages.stream().map(Passage::text).collect(Collectors.joining("\n"));
        IntStream.rangeClosed(1, 60).forEach(number -> assertThat(all).contains("Paragraph " + number + " says"));
    }

    @Test
    void a_line_without_end_is_cut_between_words_and_never_inside_a_character() {
        var words = "word ".repeat(2000).strip();
        assertThat(Passages.ofText(words)).allSatisfy(passage -> {
            assertThat(passage.text()).hasSizeLessThanOrEqualTo(Passages.LONGEST);
            assertThat(passage.text().split(" ")).allMatch("word"::equals);
            assertThat(passage.firstLine()).isEqualTo(1);
        });
        var faces = "x" + "😀".repeat(3000);
        assertThat(Passages.ofText(faces))
                .allSatisfy(passage ->
                        assertThat(passage.text().codePoints()).allMatch(point -> point == 'x' || point == 0x1F600));
        assertThat(Passages.ofText("")).isEmpty();
        assertThat(Passages.ofText("\n \r\n\t\n")).isEmpty();
    }
}
