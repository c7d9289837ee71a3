package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Reply;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The account's own limit per message. */
class PointLimitIT {
    private static final Duration WAIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void readOrSetPointLimit_isKnownWithoutRequest(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var account = site.client.account();
            assertEquals(OptionalLong.empty(), account.knownPointLimit());

            var read = account.settings().points().defaultLimitPerMessage();
            assertNotNull(read);
            var requests = site.poe.requests().count("accountSettings");
            assertEquals(OptionalLong.of(read), account.knownPointLimit());
            account.setDefaultPointLimit(1234);

            assertEquals(OptionalLong.of(1234), account.knownPointLimit());
            assertEquals(requests, site.poe.requests().count("accountSettings"), "no request for the limit");
        }
    }

    @Test
    void retryAboveLimit_isNotSent() {
        try (var site = new EmulatedPoe()) {
            site.poe.bot("Pricey").says("gold").costs(300);
            var chat = ask(site, new NewMessage("go", "Pricey", null, List.of()))
                    .chat()
                    .ref();

            var failure = failureOf(() ->
                    site.client.messages().retry(chat, OptionalLong.of(299)).close());

            assertEquals(PoeFailure.PointsLimit.unsent("Pricey", 300, 299), failure);
            assertEquals(0, site.poe.requests().count("regenerate"));
            try (var live = site.client.messages().retry(chat, OptionalLong.of(300))) {
                assertEquals("gold", live.await(WAIT, update -> {}).text());
            }
        }
    }

    @Test
    void retryOfReplyByOtherBot_hasThePriceOfThatBot() {
        try (var site = new EmulatedPoe()) {
            site.poe.bot("Cheap").says("tin").costs(1);
            site.poe.bot("Pricey").says("gold").costs(300);
            var chat = ask(site, new NewMessage("go", "Cheap", null, List.of()))
                    .chat()
                    .ref();
            ask(site, new NewMessage("go", "Pricey", chat, List.of()));

            assertEquals(new Quote("Pricey", 300L), site.client.messages().quoteRetry(chat));
        }
    }

    private static Reply ask(EmulatedPoe site, NewMessage message) {
        try (var live = site.client.messages().send(message)) {
            return live.await(WAIT, update -> {});
        }
    }
}
