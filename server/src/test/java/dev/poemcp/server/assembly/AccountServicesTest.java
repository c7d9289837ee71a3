package dev.poemcp.server.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.policy.files.AttachmentOpener;
import dev.poemcp.server.policy.points.PointsLedger;
import dev.poemcp.server.settings.SettingsReader;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountServicesTest {
    private final PoeClient poe = mock(PoeClient.class);
    private final AtomicInteger created = new AtomicInteger();

    private AccountServices services(Map<String, String> environment) {
        return new AccountServices(
                new SettingsReader(environment, Map.of()).read(),
                false,
                mock(AttachmentOpener.class),
                new PointsLedger(),
                () -> {
                    created.incrementAndGet();
                    return poe;
                },
                () -> {});
    }

    @Test
    void account_isPreparedOnceOnAnotherThread() throws Exception {
        var preparing = new CompletableFuture<Thread>();
        doAnswer(call -> preparing.complete(Thread.currentThread())).when(poe).prepare();

        try (var services = services(Map.of("POE_P_B", "cookie"))) {
            services.prepare();
            services.prepare();

            assertNotEquals(Thread.currentThread(), preparing.get(30, TimeUnit.SECONDS));
            assertEquals(1, created.get());
        }
    }

    @Test
    void apiKeyAlone_needsNoPreparation() {
        try (var services = services(Map.of("POE_API_KEY", "key"))) {
            services.prepare();
        }

        assertEquals(0, created.get());
    }
}
