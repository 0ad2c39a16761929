package dev.runtree.bench.load;

import java.util.List;

/** A vocabulary of attribute keys: how an instrumentation tells what an agent did. */
interface Wording {
    /** What the instrumentation calls itself. */
    String scope();

    void agent(Attributes to, Cast.Actor actor, String input, String output);

    /** A step that is neither a model nor a tool. */
    void step(Attributes to, Cast.Actor actor);

    void model(Attributes to, Cast.Actor actor, ModelCall call);

    void tool(Attributes to, Cast.Actor actor, ToolCall call);

    /** @param tools each a definition as JSON */
    record ModelCall(Cast.Model model, List<String> tools, List<Turn> asked, Turn answered) {
        private static final int CHARACTERS_OF_TOKEN = 4;

        long inputTokens() {
            var characters = tools.stream().mapToLong(String::length).sum()
                    + asked.stream().mapToLong(turn -> turn.text().length()).sum();
            return 1 + characters / CHARACTERS_OF_TOKEN;
        }

        long outputTokens() {
            return 1 + answered.text().length() / CHARACTERS_OF_TOKEN;
        }
    }

    record ToolCall(String id, String tool, String arguments, String result, boolean failed) {}
}
