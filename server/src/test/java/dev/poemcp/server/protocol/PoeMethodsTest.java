package dev.poemcp.server.protocol;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.poemcp.poe.PoeClient;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class PoeMethodsTest {
    @Test
    void instructions_nameTheNextCallsWithin512Characters() {
        var table = PoeMethods.table(
                "1.0",
                false,
                () -> mock(PoeClient.class),
                mock(ToolMethods.class),
                mock(ResourceMethods.class),
                mock(PromptMethods.class),
                mock(CompletionMethod.class));

        var instructions = Objects.requireNonNull(table.info().instructions());

        assertTrue(instructions.length() <= 512, () -> "length " + instructions.length());
        for (var name :
                List.of("explore", "send_message", "max_points", "chat_code", "get_reply", "poe://chats/CODE")) {
            assertTrue(instructions.contains(name), name);
        }
    }
}
