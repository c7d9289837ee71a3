package dev.poemcp.poe.browser.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.poemcp.poe.browser.BrowserException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PageSupplierTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private int attempts;
    private boolean broken;
    private final PageSupplier pages = new PageSupplier(this::open, now::get);

    private PageConnection open() throws BrowserException {
        attempts++;
        if (broken) {
            throw new BrowserException("No browser.");
        }
        return new FakePage().connection();
    }

    private void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void openPage_isKept() throws Exception {
        assertSame(pages.page(), pages.page());
        assertEquals(1, attempts);
    }

    @Test
    void lostPage_isReplacedAtOnce() throws Exception {
        var first = pages.page();

        first.lost("crashed");

        assertNotSame(first, pages.page());
    }

    @Test
    void failures_areRepeatedWithGrowingPauses() throws Exception {
        broken = true;
        for (int pause = 1; pause <= 16; pause *= 2) {
            assertThrows(BrowserException.class, pages::page);
            int before = attempts;
            passes(Duration.ofSeconds(pause).minusMillis(1));
            assertEquals(
                    "No browser.",
                    assertThrows(BrowserException.class, pages::page).getMessage());
            assertEquals(before, attempts, "no attempt during the pause of " + pause + " s");
            passes(Duration.ofMillis(1));
        }
        broken = false;

        assertSame(pages.page(), pages.page());
    }

    @Test
    void shortLivedPages_areReplacedWithPauses() throws Exception {
        pages.page().lost("crashed");
        pages.page().lost("crashed");

        assertThrows(BrowserException.class, pages::page);
        passes(Duration.ofSeconds(1));
        pages.page();

        assertEquals(3, attempts);
    }

    @Test
    void lastingPage_endsThePauses() throws Exception {
        pages.page().lost("crashed");
        var lasting = pages.page();
        passes(Duration.ofSeconds(10));
        lasting.lost("closed");

        assertNotSame(lasting, pages.page());
        assertEquals(3, attempts);
    }
}
