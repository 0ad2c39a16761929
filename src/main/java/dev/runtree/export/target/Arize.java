package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.util.List;
import java.util.Map;

/**
 * Arize AX, from https://arize.com/docs/ax/security-and-settings/compliance/data-regions and {@code Arize-ai/arize-otel-python},
 * {@code src/arize/otel/otel.py}: it sends five headers, and what comes without them is dropped without a word.
 */
final class Arize implements Vendor {
    @Override
    public String title() {
        return "Arize AX";
    }

    @Override
    public List<Asked> asks() {
        return List.of(
                Asked.choice("region", List.of("us", "eu", "ca"), "where the account is"),
                Asked.open("endpoint", null, "in place of a region, another address"),
                Asked.required("space", "the space's id"),
                Asked.key("key", "an API key of the space"),
                Asked.required("project", "the project that the traces go to"));
    }

    @Override
    public Profile profile() {
        return Profile.OPENINFERENCE;
    }

    @Override
    public List<Protocol> protocols() {
        return List.of(Protocol.HTTP_PROTOBUF, Protocol.GRPC);
    }

    @Override
    public Address address(Answers answers, Protocol protocol) {
        var host = switch (answers.required("region")) {
            case "eu" -> "otlp.eu-west-1a.arize.com";
            case "ca" -> "otlp.ca-central-1a.arize.com";
            default -> "otlp.arize.com";
        };
        return new Address(
                answers.endpointOr("https://" + host),
                "/v1/traces",
                List.of(
                        answers.header("authorization", "key"),
                        answers.header("api_key", "key"),
                        answers.header("arize-space-id", "space"),
                        answers.header("space_id", "space"),
                        Header.open("arize-interface", "otel")));
    }

    @Override
    public Map<String, String> routing(Answers answers) {
        return Map.of(Phoenix.PROJECT, answers.required("project"));
    }
}
