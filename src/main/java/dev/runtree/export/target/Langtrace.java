package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.util.List;

/**
 * Langtrace, from {@code Scale3-Labs/langtrace}, {@code app/api/trace/route.ts}: it reads one resource and one scope of a
 * request, wants its content type to the letter and a user agent with {@code opentelemetry} in it, and unpacks nothing.
 */
final class Langtrace implements Vendor {
    @Override
    public String title() {
        return "Langtrace";
    }

    @Override
    public List<Asked> asks() {
        return List.of(
                Asked.open("endpoint", "https://app.langtrace.ai", "its address"),
                Asked.key("key", "the API key of the project, which it chooses"));
    }

    @Override
    public Profile profile() {
        return Profile.LANGTRACE;
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_PROTOBUF, Protocol.HTTP_JSON);
    }

    @Override
    public Address address(Answers answers, Protocol protocol) {
        return new Address(answers.endpoint(), "/api/trace", List.of(answers.header("x-api-key", "key")));
    }

    @Override
    public Split split() {
        return Split.USUAL.ofOneScope();
    }

    @Override
    public boolean gzip() {
        return false;
    }
}
