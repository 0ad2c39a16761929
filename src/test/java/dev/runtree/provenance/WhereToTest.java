package dev.runtree.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.SpanId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a result goes. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class WhereToTest {
    private static final SpanId TOOL = new SpanId("0".repeat(32), "1".repeat(16));
    private static final SpanId CALL = new SpanId("0".repeat(32), "2".repeat(16));
    private static final String OFFERS = "{\"offers\":[{\"id\":\"TP-534\",\"price\":214.5,\"city\":\"Berlin\","
            + "\"hotel\":\"Pension Möwe\"},{\"id\":\"LH-1171\",\"price\":268.5}]}";

    private final Texts texts = new Texts();

    @Test
    void aValueInALaterArgumentIsAUse() {
        var uses = uses("To Berlin", answer(new Part.ToolCall("c", "book", "{\"offer\":\"tp-534\",\"max\":214.50}")));
        assertThat(uses).extracting(Use::tool).containsOnly("book");
        assertThat(uses).extracting(use -> use.quote().path()).containsExactly("offer", "max");
        assertThat(uses).extracting(Use::place).containsOnly(new Place(CALL, Place.Where.ANSWERED, 0));
    }

    @Test
    void wordsOfAnAnswerAreAUse() {
        var uses = uses("To Berlin", answer(new Part.Text("Take TP-534: I booked the Pension Möwe.")));
        assertThat(uses).extracting(use -> use.quote().match()).containsExactly("TP-534", "Pension Möwe");
        assertThat(uses).extracting(Use::tool).containsOnlyNulls();
    }

    @Test
    void whatWasKnownBeforeIsNoUse() {
        assertThat(uses("To Berlin, with TP-534", answer(new Part.Text("Berlin it is, with TP-534."))))
                .isEmpty();
    }

    @Test
    void whatIsNotInTheResultIsNoUse() {
        assertThat(uses("To Berlin", answer(new Part.Text("There are no flights, sorry. Try 53 or 534."))))
                .isEmpty();
    }

    private List<Use> uses(String said, Message answer) {
        var asked = content(List.of(Message.text("user", said)), List.of(), null);
        var before = new SeenBuilder(texts).asked(CALL, asked).build();
        var result = new SeenBuilder(texts)
                .gave(TOOL, "search", content(List.of(), List.of(), OFFERS))
                .build();
        return new WhereTo(texts, result, before).in(CALL, content(List.of(), List.of(answer), null));
    }

    private static Message answer(Part part) {
        return new Message("assistant", null, List.of(part));
    }

    private static Content content(List<Message> asked, List<Message> answered, String result) {
        return new Content(null, null, asked, answered, List.of(), null, null, result, List.of(), null);
    }
}
