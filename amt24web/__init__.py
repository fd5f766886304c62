"""amt24web: with it, Saxon authorities bring an Onlinedienst onto the portal Amt24."""
