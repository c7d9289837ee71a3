package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.api.Question.Role;
import dev.poemcp.poe.api.Question.Turn;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("changes the level of a logger")
class KeyInLogsIT {
    @Test
    void keyThatPoeEchoes_isInNoLogAndNoError() throws Exception {
        var logger = (Logger) LoggerFactory.getLogger("dev.poemcp.poe");
        var before = logger.getLevel();
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(lines);
        var echo = "{\"error\":{\"message\":\"wrong key " + ApiServer.KEY + "\"}}";
        try (var server = new ApiServer();
                var http = new ApiHttp(server.config(), Clock.systemUTC())) {
            server.onJson("/usage", 500, echo);
            server.onJson("/bot/", 401, echo);
            server.onJson("/v1/models", 200, "\"" + ApiServer.KEY + "\"");
            var reply = new RecordedReply();
            var question = new Question("Haiku", List.of(new Turn(Role.USER, "Hi", List.of())), Map.of());

            new ReplyStreams(http).ask(Endpoint.BOT_QUERY, question, true, reply);
            var read = assertThrows(
                    PoeException.class, () -> http.read(http.url("/usage").build()));
            var odd = assertThrows(
                    PoeException.class,
                    () -> http.readPublic(http.url("/v1/models").build()));

            for (var failure : List.of(reply.await().why(), read.failure(), odd.failure())) {
                assertFalse(failure.toString().contains(ApiServer.KEY), "in an error");
            }
            assertFalse(server.config().toString().contains(ApiServer.KEY), "in the configuration");
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }
        assertTrue(lines.list.size() > 3, lines.list::toString);
        assertTrue(
                lines.list.stream().noneMatch(line -> line.getFormattedMessage().contains(ApiServer.KEY)), "in a log");
    }
}
