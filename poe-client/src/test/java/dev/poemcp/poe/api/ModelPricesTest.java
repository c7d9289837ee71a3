package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPricesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'request':'0.045'}; 1500",
                "{'request':'0.00004'}; 2",
                "{'request':'0.00'}; 0",
                "{'request':'0.045','prompt':'0.0000','completion':'0'}; 1500",
                "{'request':'0.045','prompt':'0.000001'}; -1",
                "{'request':'0.045','image':'0.01'}; -1",
                "{'request':'soon'}; -1",
                "{'prompt':'0.000001'}; -1",
                "null; -1"
            })
    void pricePerMessage_isKnownOnlyIfItIsTheSameForEach(String pricing, long points) {
        assertEquals(known(points), ModelPrices.perMessage(TestModels.withPricing(pricing, "10")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // 1,000 bytes at 0.03 + 100 tokens at 0.3 points
                "{'prompt':'0.0000009','completion':'0.000009'}; 100; -1; 60",
                "{'prompt':'0.0000009','completion':'0.000009'}; 100; 10; 33",
                "{'prompt':'0.0000009','completion':'0.000009'}; 100; 1000; 60",
                "{'prompt':'0.0000009','completion':'0.000009'}; null; 100; 60",
                "{'prompt':'0.0000009','completion':'0.000009'}; null; -1; -1",
                "{'prompt':'0.0000009','input_cache_write':'0.0000012'}; null; -1; 40",
                "{'prompt':'0.0000009','completion':'0.000009','request':'0.003'}; 100; -1; 160",
                "{'request':'0.003'}; null; -1; 100",
                "{'prompt':'0.0000009','completion':'0.000009','image':'0.1'}; 100; -1; -1",
                "{'prompt':'-1','completion':'0.000009'}; 100; -1; -1",
                "{}; 100; -1; -1",
                "null; 100; -1; -1"
            })
    void upperBound_coversQuestionAnswerAndRequest(String pricing, String ownLimit, long limit, long points) {
        var model = TestModels.withPricing(pricing, ownLimit);

        assertEquals(known(points), ModelPrices.upperBound(model, 1_000, known(limit)));
    }

    @Test
    void hugePrice_isNotKnown() {
        var model = TestModels.withPricing("{'request':'1e30'}", "1");

        assertEquals(OptionalLong.empty(), ModelPrices.upperBound(model, 1, OptionalLong.empty()));
    }

    private static OptionalLong known(long points) {
        return points < 0 ? OptionalLong.empty() : OptionalLong.of(points);
    }
}
