"""What is known of people's languages: names of occupations, in the words of the field."""
