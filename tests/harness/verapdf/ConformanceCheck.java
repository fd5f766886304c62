import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks PDF files against the rule sets of veraPDF, all in one virtual machine.
 *
 * Arguments: flavours separated by commas, then files. Prints one line per file and flavour,
 * parted by tabs: PASS or FAIL, flavour, file, broken rules with their first message.
 */
public final class ConformanceCheck {
    private ConformanceCheck() {
    }

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (int n = 1; n < arguments.length; n++) {
            for (String flavour : arguments[0].split(",")) {
                out.println(verdict(arguments[n], PDFAFlavour.byFlavourId(flavour)));
            }
        }
    }

    private static String verdict(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            String word = result.isCompliant() ? "PASS" : "FAIL";
            return String.join("\t", word, flavour.getId(), file, brokenRules(result));
        }
    }

    private static String brokenRules(ValidationResult result) {
        Map<String, String> broken = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                broken.putIfAbsent(rule, assertion.getMessage().replaceAll("\\s+", " "));
            }
        }
        return broken.toString();
    }
}
